package profilegateway.cache;

import profilegateway.profile.Profile;

/**
 * What a fetched profile passes before anything of it is kept or told.
 */
record Filters(Exposure exposure, OptOut optOut) {

  Profile applyTo(Profile profile) {
    return optOut.applyTo(exposure.applyTo(profile));
  }
}
