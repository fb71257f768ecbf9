// Runs in each page before its own scripts: keeps the page's peer connections, so that tests can ask them what arrives.
(() => {
  const Original = globalThis.RTCPeerConnection
  if (!Original || globalThis.peerConnections) return
  globalThis.peerConnections = []
  globalThis.RTCPeerConnection = class RTCPeerConnection extends Original {
    constructor(...given) {
      super(...given)
      globalThis.peerConnections.push(this)
    }
  }
})()
