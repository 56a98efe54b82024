-- A released pack is what cases were judged by: it is never changed or removed. A change is another version.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "PolicyPack" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "PolicyPack" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
