-- Camp slips of people on no list are found by the end of their visit's number.
CREATE INDEX house_visits_with_slip ON house_visits (block, campaign, id) WHERE form = 'slip' AND left_out IS NULL;
