"""Development and tests only: a carrier that speaks Twilio's and Telegram's HTTP, and phones in a page."""
