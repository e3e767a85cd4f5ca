package profilegateway.config;

/**
 * How many calls of the Profile API there may be.
 *
 * @param perSecond in any sliding second, by all instances together; 0 for no limit
 * @param burst how many more
 * @param instances how many instances share them when Redis cannot tell
 */
public record QuotaConfig(int perSecond, int burst, int instances) {}
