import SignalingProtocol

/// Which account a session belongs to (Q7–Q11): an account shows what is assigned to it, not what merely has its address.
public enum AppointmentAssignment {
    /// Who made a booking.
    public enum Origin: Equatable, Sendable {
        /// Somebody who was logged in to this account.
        case account(AccountID)
        /// Somebody who wasn't logged in.
        case visitor
        case staff
    }

    /// One booking, as far as its assignment goes.
    public struct Appointment: Equatable, Sendable {
        public let booking: BookingID
        public let origin: Origin
        public let madeAt: Instant
        /// The account that it is assigned to.
        public var account: AccountID?

        public init(booking: BookingID, origin: Origin, madeAt: Instant, account: AccountID? = nil) {
            self.booking = booking
            self.origin = origin
            self.madeAt = madeAt
            self.account = account
        }
    }

    /// One account with the address that a booking was made for.
    public struct Candidate: Equatable, Sendable {
        public let account: AccountID
        public let createdAt: Instant
        public var proof: Proof

        public init(account: AccountID, createdAt: Instant, proof: Proof) {
            self.account = account
            self.createdAt = createdAt
            self.proof = proof
        }
    }

    /// What shows that an account's address is its holder's.
    public enum Proof: Equatable, Sendable {
        case none
        /// Staff set the account up, or clicked Verify (A3, A10).
        case staff
        /// The holder confirmed by a mail to the address (A8).
        case email
    }
}

extension AppointmentAssignment {
    /// The account that a booking is assigned to by itself (Q8, Q9): asked when it is made, and again when an account with its
    /// address is verified.
    ///
    /// Never an account whose address nobody has confirmed: whoever signs up with somebody else's would see their sessions.
    ///
    /// - Parameters:
    ///   - candidates: The practice's accounts with the booking's address that aren't disabled; none if it has no address.
    ///   - others: The practice's other bookings with that address.
    /// - Returns: `nil` if it stays with nobody until staff assign it.
    public static func automatic(for appointment: Appointment, candidates: [Candidate], others: [Appointment]) -> AccountID? {
        if let account = appointment.account { return account }
        if case .account(let account) = appointment.origin { return account }
        guard let candidate = candidates.first, candidates.count == 1 else { return nil }
        return switch appointment.origin {
        case .visitor where candidate.proof == .email && appointment.madeAt < candidate.createdAt: candidate.account
        case .staff where candidate.proof != .none && accounts(of: others).isSubset(of: [candidate.account]): candidate.account
        case .account, .visitor, .staff: nil
        }
    }

    /// What "Assign all to client user" would do.
    public struct Remainder: Equatable, Sendable {
        public let account: AccountID
        /// The bookings that aren't assigned yet; never empty.
        public let bookings: [BookingID]

        /// What is left of it for whoever may act on some bookings alone; `nil`: nothing.
        public func among(_ hosted: Set<BookingID>) -> Remainder? {
            let left = bookings.filter(hosted.contains)
            return left.isEmpty ? nil : Remainder(account: account, bookings: left)
        }
    }

    /// What "Assign all to client user" would do, if it may be offered (Q11): at least one of the client's bookings is assigned,
    /// all that are belong to one account, and something is left to assign.
    public static func remainder(of appointments: [Appointment]) -> Remainder? {
        let accounts = accounts(of: appointments)
        let bookings = appointments.filter { $0.account == nil }.map(\.booking)
        guard let account = accounts.first, accounts.count == 1, !bookings.isEmpty else { return nil }
        return Remainder(account: account, bookings: bookings)
    }

    private static func accounts(of appointments: [Appointment]) -> Set<AccountID> { Set(appointments.compactMap(\.account)) }
}
