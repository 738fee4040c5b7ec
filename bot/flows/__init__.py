"""What is said and done about one subject: booking, visits, the queue, the waitlist, the contact."""
