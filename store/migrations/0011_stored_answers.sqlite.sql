CREATE TABLE "stored_answer" ("id" INTEGER NOT NULL PRIMARY KEY, "member_id" INTEGER NOT NULL, "key" VARCHAR(255) NOT NULL, "request" VARCHAR(255) NOT NULL, "claimed_at" DATETIME NOT NULL, "lease_until" DATETIME NOT NULL, "status" INTEGER, "body" TEXT NOT NULL, "headers" TEXT NOT NULL, FOREIGN KEY ("member_id") REFERENCES "staff_member" ("id") ON DELETE CASCADE);
CREATE INDEX "stored_answer_member_id" ON "stored_answer" ("member_id");
CREATE INDEX "stored_answer_claimed_at" ON "stored_answer" ("claimed_at");
CREATE UNIQUE INDEX "stored_answer_member_id_key" ON "stored_answer" ("member_id", "key");
