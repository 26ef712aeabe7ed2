"""Problems 问题 and their rectification: 挂号, 复号, 销号."""
