"""Whole ledgers as XML: Portfolio Performance's clients and Interactive Brokers' Flex queries."""
