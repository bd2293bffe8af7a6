-- From which day on the stored history was asked for, NULL where nobody has noted it: ten years
-- before it was fetched first.
ALTER TABLE instrument ADD COLUMN history_since TEXT;
