"""The descriptor, the rows and what every page says of them: words, dates, numbers, citations."""
