"""The command `portfolio`: what is held, earned, booked, imported and exported."""
