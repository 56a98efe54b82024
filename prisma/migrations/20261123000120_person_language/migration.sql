-- In which language a person reads what is mailed to them. Theirs from before read English, as all mail was.

ALTER TABLE "Person" ADD COLUMN "language" TEXT NOT NULL DEFAULT 'en';
ALTER TABLE "Person" ADD CONSTRAINT "Person_language_known" CHECK ("language" IN ('en', 'fr', 'es'));
