-- Answers under the keys that senders made, so that a request that is sent again is answered alike and done once.
CREATE TABLE repeated_requests (
    user_id UUID NOT NULL,
    request_key UUID NOT NULL,
    -- A keyed digest of what was asked.
    digest BLOB NOT NULL,
    -- No personal data.
    answer TEXT NOT NULL,
    created INTEGER NOT NULL,
    PRIMARY KEY (user_id, request_key)
) STRICT;
CREATE INDEX repeated_requests_by_time ON repeated_requests (created);
