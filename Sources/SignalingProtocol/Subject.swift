/// The subjects of Vestibule's own tokens. Our ids have 22 characters, so that these stay within what an id may have.
extension SubjectID {
    /// A client's login.
    public static func account(_ id: AccountID) -> SubjectID { SubjectID(kind: "account", id: id.rawValue) }

    /// A member of staff.
    public static func staff(_ id: StaffID) -> SubjectID { SubjectID(kind: "staff", id: id.rawValue) }

    /// One browser that came by a direct link: `id` stands for the pair of link and visitor cookie.
    public static func visitor(_ id: VisitorID) -> SubjectID { SubjectID(kind: "visitor", id: id.rawValue) }

    /// Which member of staff it is; `nil`: somebody else.
    public var staffID: StaffID? {
        let kind = "staff:"
        return rawValue.hasPrefix(kind) ? StaffID(rawValue: String(rawValue.dropFirst(kind.count))) : nil
    }

    private init(kind: StaticString, id: String) { rawValue = "\(kind):\(id)" }
}
