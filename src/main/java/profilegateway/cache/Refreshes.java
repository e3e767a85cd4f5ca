package profilegateway.cache;

/** Has copies replaced that are past their time, while nobody waits for that. */
