import PortalCore
import SignalingProtocol
import Storage

// What the path names, in the key's own practice. Another practice's is not there.
extension APICall {
    /// - Throws: ``Problem/notFound``.
    func client() async throws -> Client {
        guard let client = try await store.client(try id("client"), in: practice.id) else { throw Problem.notFound }
        return client
    }

    /// - Throws: ``Problem/notFound``.
    func account() async throws -> ClientLogin {
        guard let login = try await store.clientLogin(try id("account"), in: practice.id) else { throw Problem.notFound }
        return login
    }

    /// - Throws: ``Problem/notFound``.
    func session() async throws -> BookedSession {
        guard let session = try await store.session(try id("session"), in: practice.id) else { throw Problem.notFound }
        return session
    }

    /// A link of a session, revoked ones too.
    ///
    /// - Throws: ``Problem/notFound``.
    func link(of session: BookedSession) async throws -> DirectLink {
        let id = try id("link", as: Identifier<IdentifiedKind.Link>.self)
        let links = try await store.links(to: session.booking.id, in: practice.id)
        guard let link = links.first(where: { $0.id == id }) else { throw Problem.notFound }
        return link
    }

    /// Somebody who works at the practice now.
    ///
    /// - Throws: ``Problem``, about a member of the body.
    func colleague(_ id: StaffID, at pointer: String) async throws -> Staff {
        guard let staff = try await store.staff(id, in: practice.id), staff.isActive else {
            throw Problem.invalid(pointer, words("booking.clinicianMissing"))
        }
        return staff
    }
}
