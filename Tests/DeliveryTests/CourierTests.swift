import Foundation
import PortalCore
import Testing

@testable import Delivery

@Suite("What leaves, and by which road")
struct CourierTests {
    private func courier(_ folder: URL) -> Courier {
        let pool = BlockingPool()
        return Courier(
            mail: .directory(MailDirectory(folder: folder, pool: pool)), texts: nil,
            webhooks: HTTPGateway(reach: .publicInternet, pool: pool))
    }

    @Test func `without a mail server, mail is kept as files for its owner's eyes`() async throws {
        try await withFolder { folder in
            let outbox = folder.appending(path: "out box")
            let courier = courier(outbox)
            let messages = [try sample(subject: "One"), try sample(subject: "Two")]
            for message in messages { try await courier.send(.mail(message)) }
            let files = try FileManager.default.contentsOfDirectory(at: outbox, includingPropertiesForKeys: nil)
            #expect(files.count == 2)
            #expect(files.allSatisfy { $0.pathExtension == "eml" })
            #expect(try Set(files.map { try [UInt8](Data(contentsOf: $0)) }) == Set(messages.map(\.mime)))
            for file in files + [outbox] {
                let attributes = try FileManager.default.attributesOfItem(atPath: file.path(percentEncoded: false))
                #expect(attributes[.posixPermissions] as? Int == (file == outbox ? 0o700 : 0o600))
            }
        }
    }

    @Test func `a disk that refuses is one to come back to`() async throws {
        try await withFolder { folder in
            let file = folder.appending(path: "file")
            try Data().write(to: file)
            let refused = try await failure { try await courier(file).send(.mail(try sample())) }
            #expect(refused == DeliveryFailure(.temporary, .machine))
        }
    }

    @Test func `without a gateway no text message is sent`() async throws {
        try await withFolder { folder in
            let message = TextMessage(to: try MobileNumber("514 555-0142"), text: "x")
            let refused = try await failure { try await courier(folder).send(.text(message)) }
            #expect(refused == DeliveryFailure(.configuration, .noRoad))
        }
    }

    @Test func `webhooks go by theirs`() async throws {
        try await withFolder { folder in
            let call = WebhookCall(address: try WebAddress("http://127.0.0.1:9/"), body: [])
            let refused = try await failure { try await courier(folder).send(.webhook(call)) }
            #expect(refused == DeliveryFailure(.permanent, .privateAddress))
        }
    }
}
