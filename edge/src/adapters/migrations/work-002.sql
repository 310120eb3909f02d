-- Of a crew leader's session: the crew.
ALTER TABLE session ADD COLUMN crew TEXT;
