-- Pairs that somebody found to be one person, for the list of those that wait to be merged.
CREATE INDEX pair_decisions_same ON pair_decisions (time) WHERE decision = 'same';
