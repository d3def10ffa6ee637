"""The whole job, done in the real program on a real X screen: once by keys alone and once by mouse alone."""
