-- What a block got, used and gave back for a drive: lines are added and never changed.
CREATE TABLE stock_movements (
    id UUID PRIMARY KEY,
    campaign UUID NOT NULL REFERENCES campaigns (id),
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    -- forms, vehicles, stationery, refreshments.
    item TEXT NOT NULL,
    -- issued, used, returned, counted.
    kind TEXT NOT NULL,
    -- By how much what is left grows; less than nought for what went.
    change INTEGER NOT NULL,
    note TEXT NOT NULL,
    actor UUID,
    time INTEGER NOT NULL
) STRICT;
CREATE INDEX stock_movements_by_place ON stock_movements (campaign, block, item, time);
