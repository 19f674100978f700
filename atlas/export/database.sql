-- What the database has beside the tables of the data.

-- What it says of itself, of its tables and views, and of their columns.
CREATE TABLE "metadata" ("key" TEXT PRIMARY KEY, "value" TEXT NOT NULL) STRICT;
CREATE TABLE "tables" ("table" TEXT PRIMARY KEY, "description" TEXT NOT NULL) STRICT;
CREATE TABLE "columns" (
  "table" TEXT NOT NULL REFERENCES "tables",
  "column" TEXT NOT NULL,
  "description" TEXT NOT NULL,
  "computed" INTEGER NOT NULL CHECK ("computed" IN (0, 1)),
  PRIMARY KEY ("table", "column")
) STRICT;

-- `search` takes words: accents and capitals do not matter, though `đ` is no `d`. `search_names` takes any three
-- characters in a row, since Thai, Khmer, Lao and Burmese write no spaces between words. Its tokenizer drops accents
-- only from SQLite 3.45 on, so that a column has names without them.
CREATE VIRTUAL TABLE "search" USING fts5(
  "collection" UNINDEXED, "id" UNINDEXED, "name", "other_names", "summary", tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE "search_names" USING fts5(
  "collection" UNINDEXED, "id" UNINDEXED, "name", "other_names", "plain_names", tokenize = 'trigram'
);
