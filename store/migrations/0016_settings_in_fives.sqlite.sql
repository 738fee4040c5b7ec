UPDATE "setting" SET "value" = CAST((CAST("value" AS INTEGER) + 4) / 5 * 5 AS TEXT) WHERE "key" IN ('default_slot_duration', 'buffer_time_minutes');
