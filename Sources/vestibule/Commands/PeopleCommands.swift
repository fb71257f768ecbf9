import ArgumentParser
import PortalCore
import PortalWeb
import SignalingProtocol
import Storage

struct StaffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff", abstract: "The people who work at a practice.", subcommands: [Create.self, ResetSecondStep.self])

    struct Outcome: CommandOutcome {
        struct Body: Encodable { var id: StaffID }
        var staff: Body
        var text: String { "staff \(staff.id)" }
    }

    struct Create: OperatorCommand {
        static let configuration = CommandConfiguration(abstract: "Adds an owner, admin or clinician.")
        @OptionGroup var common: CommonOptions
        @Option(help: "The practice's slug.") var practice: String
        @Option var email: String
        @Option var name: String
        @Option(help: "owner, admin or clinician.") var role: String
        @Flag(help: "Read a password, one line, from standard input.") var passwordStdin = false

        func act(on installation: Installation) async throws -> Outcome {
            guard let role = Staff.Role(rawValue: role) else { throw ValidationError("--role: expected owner, admin or clinician") }
            let password = try passwordStdin ? passwordFromStandardInput() : nil
            let practice = try await installation.practice(slug: practice)
            let staff = try await installation.portal.createStaff(
                in: practice.id, role: role, name: try DisplayName.parse(name), email: try EmailAddress(email), now: installation.clock.now)
            try await installation.setPassword(password, of: .staff(staff.id), in: practice.id)
            return Outcome(staff: .init(id: staff.id))
        }
    }
}

extension StaffCommand {
    /// The way back for an owner whom nobody in the practice can help.
    struct ResetSecondStep: OperatorCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes the second step off somebody who has lost both the app and the recovery codes.",
            discussion: "Make sure that it is them who ask. Their logins end, they are told by mail, and the audit log has it.")
        @OptionGroup var common: CommonOptions
        @Option(help: "The practice's slug.") var practice: String
        @Option(help: "The address they sign in with.") var email: String

        func act(on installation: Installation) async throws -> Outcome {
            let practice = try await installation.practice(slug: practice)
            guard let staff = try await installation.portal.staff(email: try EmailAddress(email), in: practice.id) else {
                throw PortalStoreError.notFound
            }
            let wasOn = try await installation.portal.resetSecondStep(of: staff.id, in: practice.id, now: installation.clock.now)
            guard wasOn else { throw CommandFailure("no_second_step", "that login has no second step") }
            return Outcome(staff: .init(id: staff.id))
        }
    }
}

struct ClientCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client", abstract: "The client list.", subcommands: [Create.self])

    struct Outcome: CommandOutcome {
        struct Body: Encodable { var id: ClientID }
        struct Login: Encodable { var id: AccountID }
        var client: Body
        var account: Login?
        var text: String { "client \(client.id)" + (account.map { ", account \($0.id)" } ?? "") }
    }

    struct Create: OperatorCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a client; with a password, a portal account too, verified and associated (A3).")
        @OptionGroup var common: CommonOptions
        @Option(help: "The practice's slug.") var practice: String
        @Option(help: "The name on record.") var name: String
        @Option var email: String
        @Flag(help: "Read a starter password, one line, from standard input.") var portalPasswordStdin = false

        func act(on installation: Installation) async throws -> Outcome {
            let password = try portalPasswordStdin ? passwordFromStandardInput() : nil
            let practice = try await installation.practice(slug: practice)
            let email = try EmailAddress(email)
            let name = try DisplayName.parse(name)
            let now = installation.clock.now
            if password != nil, try await installation.portal.account(email: email, in: practice.id) != nil {
                throw CommandFailure("emailTaken", "an account has that e-mail address in this practice")
            }
            let client = try await installation.portal.createClient(in: practice.id, name: name, email: email, now: now)
            guard let password else { return Outcome(client: .init(id: client.id)) }
            let account = try await installation.portal.createAccount(
                in: practice.id, email: email, name: name, isVerified: true, now: now)
            try await installation.setPassword(password, of: .account(account.id), in: practice.id)
            try await installation.portal.associate(account.id, with: client.id, in: practice.id, now: now)
            return Outcome(client: .init(id: client.id), account: .init(id: account.id))
        }
    }
}

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Portal logins.", subcommands: [Create.self, Verify.self, Associate.self])

    struct Outcome: CommandOutcome {
        struct Body: Encodable { var id: AccountID }
        var account: Body
        var text: String { "account \(account.id)" }
    }

    struct Create: OperatorCommand {
        static let configuration = CommandConfiguration(abstract: "Adds an account that belongs to no client yet: a prospect.")
        @OptionGroup var common: CommonOptions
        @Option(help: "The practice's slug.") var practice: String
        @Option var email: String
        @Option var name: String
        @Flag(help: "Read the password, one line, from standard input.") var passwordStdin = false

        func act(on installation: Installation) async throws -> Outcome {
            let password = try passwordStdin ? passwordFromStandardInput() : nil
            let practice = try await installation.practice(slug: practice)
            let account = try await installation.portal.createAccount(
                in: practice.id, email: try EmailAddress(email), name: try DisplayName.parse(name), isVerified: false,
                now: installation.clock.now)
            try await installation.setPassword(password, of: .account(account.id), in: practice.id)
            return Outcome(account: .init(id: account.id))
        }
    }

    struct Verify: OperatorCommand {
        static let configuration = CommandConfiguration(abstract: "Vouches for an account's e-mail address (A10).")
        @OptionGroup var common: CommonOptions
        @Option(help: "The practice's slug.") var practice: String
        @Option(help: "The account's id.") var account: String

        func act(on installation: Installation) async throws -> Outcome {
            let practice = try await installation.practice(slug: practice)
            let account = try await installation.portal.verifyAccount(.argument(account), in: practice.id, now: installation.clock.now)
            return Outcome(account: .init(id: account.id))
        }
    }

    struct Associate: OperatorCommand {
        static let configuration = CommandConfiguration(abstract: "Says whose account it is (A11).")
        @OptionGroup var common: CommonOptions
        @Option(help: "The practice's slug.") var practice: String
        @Option(help: "The account's id.") var account: String
        @Option(help: "The client's id.") var client: String

        func act(on installation: Installation) async throws -> Outcome {
            let practice = try await installation.practice(slug: practice)
            let account = try AccountID.argument(account)
            try await installation.portal.associate(account, with: .argument(client), in: practice.id, now: installation.clock.now)
            return Outcome(account: .init(id: account))
        }
    }
}

extension Installation {
    /// Hashes and stores a password; does nothing without one.
    func setPassword(_ password: String?, of login: LoginID, in practice: PracticeID) async throws {
        guard let password else { return }
        let hash = try await PasswordHasher().hash(password)
        try await portal.setPassword(hash, of: login, in: practice, now: clock.now)
    }
}
