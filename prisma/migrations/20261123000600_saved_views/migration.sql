-- Views of the queue that a reviewer keeps by name: the query of an address, and nothing of any case.

CREATE TABLE "SavedView" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id"),
    -- It leads to the queue and nowhere else.
    CONSTRAINT "SavedView_query_plain" CHECK ("query" ~ '^[A-Za-z0-9_=&]+$' AND length("query") <= 500)
);
CREATE UNIQUE INDEX "SavedView_personId_name_key" ON "SavedView" ("personId", "name");
