ALTER TABLE "bulk_job" DROP CONSTRAINT "bulk_job_act_check";
ALTER TABLE "bulk_job" ADD CONSTRAINT "bulk_job_act_check" CHECK (act IN ('confirm', 'cancel', 'move', 'complete'));
