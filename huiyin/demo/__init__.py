"""江海银行, the invented bank that the demo, the tests and the docs share."""
