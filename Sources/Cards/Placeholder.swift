package enum PlaceholderCards {}
