"""Write and log: a message from a template, sent by her own mail program or site, logged at once."""
