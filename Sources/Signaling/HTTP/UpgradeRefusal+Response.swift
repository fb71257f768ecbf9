import HTTPTypes
import HummingbirdCore
import NIOCore

extension UpgradeRefusal {
    var response: Response {
        let body = #"{"type":"about:blank","title":"\#(title)","status":\#(status.code),"code":"\#(rawValue)"}"#
        var headers: HTTPFields = [.contentType: "application/problem+json", .cacheControl: "no-store", .connection: "close"]
        switch self {
        case .notAHandshake:
            headers[.upgrade] = "websocket"
            headers[.secWebSocketVersion] = "13"
        case .overloaded: headers[.retryAfter] = "5"
        default: break
        }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: body)))
    }
}
