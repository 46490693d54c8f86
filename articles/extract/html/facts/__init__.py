"""What a page says of its article: title, byline, day, language, address; each from several places."""
