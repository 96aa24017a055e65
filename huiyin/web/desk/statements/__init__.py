"""情况说明: the page of whoever was asked, who sees the questions and nothing else."""
