/// The first page of a portal that doesn't offer to log in (Q6): all that it says, the practice around it says.
struct NoLoginView: Sendable {}
