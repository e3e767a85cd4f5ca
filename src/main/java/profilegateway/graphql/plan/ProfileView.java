package profilegateway.graphql.plan;

import profilegateway.graphql.rights.Reader;
import profilegateway.profile.Parts;
import profilegateway.profile.Profile;

/**
 * A profile as one place of an operation sees it.
 *
 * @param selected the parts that the selection there needs, as far as they may be read; the profile holds at least these
 * @param reader who looks
 */
public record ProfileView(Profile profile, Parts selected, Reader reader) {}
