CREATE TABLE "loaded_file" ("id" INTEGER NOT NULL PRIMARY KEY, "clinic_id" INTEGER NOT NULL, "said" TEXT NOT NULL, FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id") ON DELETE CASCADE);
CREATE UNIQUE INDEX "loaded_file_clinic_id" ON "loaded_file" ("clinic_id");
