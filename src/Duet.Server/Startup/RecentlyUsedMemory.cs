using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Duet.Server.Startup;

/// <summary>
/// Gives connections the runtime's shared memory pool, which hands out what the same thread returned last and is still in its cache, where
/// Kestrel's own pool hands out what was returned longest ago.
/// </summary>
internal sealed class RecentlyUsedMemory : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => MemoryPool<byte>.Shared;
}
