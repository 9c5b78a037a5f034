import Glibc

/// How close this process is to having no file descriptors left.
enum Descriptors {
    /// Whether more than `reserved` descriptors are free.
    ///
    /// The system always hands out the lowest free number, so the number of one that is opened now
    /// tells how many are in use, at least.
    static func hasMore(than reserved: Int) -> Bool {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return true
        }
        let probe = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard probe >= 0 else { return false }
        close(probe)
        return UInt64(probe) + UInt64(reserved) < UInt64(limit.rlim_cur)
    }
}
