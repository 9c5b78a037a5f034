/// Who asks over the control socket, as the kernel says.
package struct Caller: Equatable, Sendable {
    /// The user at the other end; nil where the kernel names nobody.
    package let user: UserID?
    /// The name under which the user may write; nil for one who may only read.
    package let operatorName: OperatorName?

    package init(user: UserID?, operatorName: OperatorName?) {
        self.user = user
        self.operatorName = operatorName
    }
}

/// A caller who may write: the human whose name the entry carries.
package struct Operator: Equatable, Sendable {
    /// The name in the entry.
    package let name: OperatorName
    /// The user that the configuration maps to it.
    package let user: UserID

    package init(name: OperatorName, user: UserID) {
        self.name = name
        self.user = user
    }

    /// Nil for a caller who may only read.
    init?(_ caller: Caller) {
        guard let user = caller.user, let name = caller.operatorName else { return nil }
        self.init(name: name, user: user)
    }
}
