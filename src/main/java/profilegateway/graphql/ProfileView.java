package profilegateway.graphql;

import profilegateway.profile.Parts;
import profilegateway.profile.Profile;

/**
 * A profile as one place of an operation sees it.
 *
 * @param selected the parts that the selection there needs; the profile holds at least these
 */
record ProfileView(Profile profile, Parts selected) {}
