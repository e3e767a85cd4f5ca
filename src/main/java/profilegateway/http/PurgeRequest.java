package profilegateway.http;

import java.util.List;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;

/** Whose copies are to be dropped, in the order of the request. */
record PurgeRequest(List<Mpid> mpids, List<Identity> identities) {}
