CREATE INDEX audit_by_actor ON audit (actor, sequence);
CREATE INDEX audit_by_time ON audit (time, sequence);
