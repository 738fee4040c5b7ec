ALTER TABLE "appointment" ADD COLUMN "series" INTEGER;
CREATE INDEX "appointment_series" ON "appointment" ("series");
