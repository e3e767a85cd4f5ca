package profilegateway.profile;

/** What a profile is asked for by. Masked in {@code toString}: it is somebody's. */
public sealed interface ProfileReference permits Mpid, Identity {}
