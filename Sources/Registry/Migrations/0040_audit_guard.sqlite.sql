-- The audit can only grow: the application, whatever is wrong with it, can't alter, remove or replace an entry.
CREATE TRIGGER audit_keeps_entries BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit can only grow'); END;
CREATE TRIGGER audit_keeps_all BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit can only grow'); END;
CREATE TRIGGER audit_grows_at_its_end BEFORE INSERT ON audit
WHEN NEW.sequence <= (SELECT coalesce(max(sequence), 0) FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit can only grow'); END;
CREATE TRIGGER audit_heads_keep BEFORE UPDATE ON audit_heads
BEGIN SELECT RAISE(ABORT, 'the audit can only grow'); END;
CREATE TRIGGER audit_heads_keep_all BEFORE DELETE ON audit_heads
BEGIN SELECT RAISE(ABORT, 'the audit can only grow'); END;
