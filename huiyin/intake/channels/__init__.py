"""One file, or one package, for each way in: it turns the foreign shape into a submission."""
