namespace Duet.Soak.Calls;

/// <summary>A call as <c>watch.js</c> sees it in two seconds.</summary>
/// <param name="State">What the page shows.</param>
/// <param name="Connection">The state of its media connection.</param>
/// <param name="Frames">Frames of the other's picture that were decoded meanwhile.</param>
/// <param name="Sound">Energy of the other's sound that came meanwhile.</param>
/// <param name="Sockets">Open connections to the server.</param>
internal sealed record Look(string State, string Connection, int Frames, double Sound, int Sockets)
{
    public bool IsWell => State == "connected" && Connection == "connected" && Frames > 0 && Sound > 0 && Sockets == 1;
}
