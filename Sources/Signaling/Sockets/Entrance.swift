import NIOCore
import SignalingProtocol

/// One hello on its way from the socket to the room.
struct Entrance: Sendable {
    let hello: Hello
    let request: String?
    /// The room that the socket was opened for.
    let room: RoomID
    let socket: SocketHandle
    let eventLoop: any EventLoop

    /// - Returns: The host that now decides about it, or why it never got that far.
    func pass(_ signaling: Signaling) async -> Result<RoomHost, Refusal> {
        do {
            if let token = hello.token {
                let grant = try await signaling.grant(for: token, in: room)
                return .success(
                    try await signaling.directory.enter(room, offered: grant.terms, preferring: eventLoop) {
                        .arrived(hello, grant, request: request, on: socket)
                    })
            }
            guard
                let host = try await signaling.directory.enterIfOnRecord(
                    room, preferring: eventLoop,
                    {
                        .returned(hello, request: request, on: socket)
                    })
            else { return .failure(Refusal(.resumeInvalid, "no such session")) }
            return .success(host)
        } catch let error as TokenError {
            return .failure(error.refusal)
        } catch let refusal as Refusal {
            return .failure(refusal)
        } catch {
            return .failure(Refusal(.upstreamUnavailable, "try again", retryAfterMs: 1000))
        }
    }
}

extension Signaling {
    /// A verified grant that this room can be entered with.
    fileprivate func grant(for token: String, in room: RoomID) async throws -> RoomGrant {
        let grant = try await verify(token)
        guard grant.room == room else { throw Refusal(.forbidden, "the token is for another room") }
        guard grant.expiresAt > core.now() else { throw TokenError.expired }
        guard !core.shutOuts.cover(grant) else {
            throw Refusal(.forbidden, "access was withdrawn")
        }
        return grant
    }
}
