using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Duet.Server.Startup;

/// <summary>
/// Gives connections the runtime's shared memory pool, which hands out what the same thread returned last and is likely still in its cache
/// (docs/decisions/0005 says what that was worth).
/// </summary>
internal sealed class RecentlyUsedMemory : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => MemoryPool<byte>.Shared;
}
