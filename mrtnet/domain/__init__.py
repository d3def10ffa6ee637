"""Pure rules of her field and her days: no database, no window, no clock."""
