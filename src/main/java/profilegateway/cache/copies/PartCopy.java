package profilegateway.cache.copies;

import profilegateway.profile.PartContent;

/** A copy of one part. */
public record PartCopy(PartContent content, Fetch fetch) {}
