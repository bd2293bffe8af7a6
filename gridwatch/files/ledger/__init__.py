"""Brokers' tables read into a part of a ledger: every line is booked, refused or remarked on."""
