CREATE TABLE "synced_operation" ("id" INTEGER NOT NULL PRIMARY KEY, "member_id" INTEGER NOT NULL, "operation" VARCHAR(255) NOT NULL, "client" VARCHAR(255) NOT NULL, "request" VARCHAR(255) NOT NULL, "done_at" DATETIME NOT NULL, "applied_at" DATETIME NOT NULL, "appointment_id" INTEGER, "appointment_version" INTEGER, "ticket_id" INTEGER, "ticket_version" INTEGER, FOREIGN KEY ("member_id") REFERENCES "staff_member" ("id") ON DELETE CASCADE, FOREIGN KEY ("appointment_id") REFERENCES "appointment" ("id") ON DELETE SET NULL, FOREIGN KEY ("ticket_id") REFERENCES "ticket" ("id") ON DELETE SET NULL);
CREATE INDEX "synced_operation_member_id" ON "synced_operation" ("member_id");
CREATE INDEX "synced_operation_applied_at" ON "synced_operation" ("applied_at");
CREATE INDEX "synced_operation_appointment_id" ON "synced_operation" ("appointment_id");
CREATE INDEX "synced_operation_ticket_id" ON "synced_operation" ("ticket_id");
CREATE UNIQUE INDEX "synced_operation_member_id_operation" ON "synced_operation" ("member_id", "operation");
