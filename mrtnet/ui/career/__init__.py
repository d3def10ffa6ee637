"""My career: goals, credentials, certification cycles and CEUs, memberships, internships, and the directory."""
