package profilegateway.cache.copies;

import profilegateway.profile.Profile;

/**
 * What a fetched profile passes before anything of it is kept or told.
 */
public record Filters(Exposure exposure, OptOut optOut) {

  public Profile applyTo(Profile profile) {
    return optOut.applyTo(exposure.applyTo(profile));
  }
}
